import { defineConfig, type Plugin } from 'vite';

// The server sends the same policy as a header; this copy keeps any other host as strict.
const policy = [
  "default-src 'self'", "img-src 'self' data: blob:", "worker-src 'self' blob:", "connect-src 'self'",
  "style-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'",
].join('; ');

const contentSecurityPolicy: Plugin = {
  name: 'content-security-policy',
  apply: 'build', // the development server injects styles into the page
  transformIndexHtml: () => [
    { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: policy }, injectTo: 'head-prepend' },
  ],
};

export default defineConfig({
  plugins: [contentSecurityPolicy],
  // No data: addresses for scripts, and every asset under its hash in /assets/.
  // The map's worker is a module: named .js it is served as a script by every server.
  build: {
    target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 1500,
    rolldownOptions: { output: { assetFileNames: ({ names }) => names.some(name => name.endsWith('.mjs')) ? 'assets/[name]-[hash].js' : 'assets/[name]-[hash][extname]' } },
  },
  server: { proxy: { '/api': process.env['GRIDSTEWARD_URL'] ?? 'http://127.0.0.1:7071' } },
});
