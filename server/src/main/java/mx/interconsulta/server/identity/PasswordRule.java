package mx.interconsulta.server.identity;

import java.util.Locale;
import java.util.Set;
import mx.interconsulta.platform.problem.Problem;

/**
 * What may be a password: anything of ten characters and more (NIST SP 800-63B asks for length, not
 * for kinds of characters), but not the user's own name nor one of those that are tried first.
 */
final class PasswordRule {
  private static final Set<String> TRIED_FIRST =
      Set.of(
          "1234567890",
          "0123456789",
          "0987654321",
          "12345678910",
          "123456789a",
          "1q2w3e4r5t",
          "1qaz2wsx3edc",
          "qwertyuiop",
          "qwerty1234",
          "qwerty12345",
          "asdfghjkl1",
          "password12",
          "password123",
          "password1234",
          "passw0rd123",
          "contrasena",
          "contrasena1",
          "contraseña",
          "contraseña1",
          "contrasena123",
          "contraseña123",
          "administrador",
          "administrator",
          "bienvenido1",
          "bienvenida1",
          "bienvenido123",
          "interconsulta",
          "interconsulta1",
          "hospital123",
          "telemedicina",
          "cardiologia",
          "mexico1234",
          "mexico2024",
          "mexico2025",
          "mexico2026",
          "guadalajara",
          "iloveyou12",
          "teamo12345",
          "abcdefghij",
          "abcd123456",
          "abc1234567");

  private PasswordRule() {}

  /** Throws 422 {@code password-weak} unless the password will do. */
  static void require(String user, String password) {
    String folded = password.toLowerCase(Locale.ROOT).strip();
    boolean oneCharacter = folded.chars().distinct().count() <= 2;
    boolean namesUser = user.length() >= 4 && folded.contains(user.toLowerCase(Locale.ROOT));
    if (TRIED_FIRST.contains(folded) || oneCharacter || namesUser || folded.length() < 10) {
      throw Problem.invalid("password-weak", java.util.Map.of());
    }
  }
}
