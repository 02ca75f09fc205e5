/** Backup and restore: every collection as BSON in one zip file, with counts and checksums. */
package mx.interconsulta.platform.database.backup;
