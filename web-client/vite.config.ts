import { readFileSync } from 'node:fs';
import optimizeLocales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

export default defineConfig({
  plugins: [
    react(),
    // React Aria's own sentences, in the languages of the page only.
    pdfDecoder(),
    { ...optimizeLocales.vite({ locales: ['es-MX', 'es-ES', 'en-US'] }), enforce: 'pre' },
  ],
  build: {
    outDir: 'target/classes/webroot',
    emptyOutDir: true,
    target: 'es2023',
    // data: addresses are not allowed by the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});

/** What pdf.js loads by its name for JPEG 2000 pictures where WebAssembly is not allowed. */
function pdfDecoder(): Plugin {
  const fileName = 'openjpeg_nowasm_fallback.js';
  return {
    name: 'pdf-decoder',
    generateBundle() {
      const source = readFileSync(
        new URL(`node_modules/pdfjs-dist/wasm/${fileName}`, import.meta.url),
      );
      this.emitFile({ type: 'asset', fileName: `pdf/${fileName}`, source });
    },
  };
}
