import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const ledger = process.env.LEDGER_URL ?? "http://127.0.0.1:8080";
const proxied = Object.fromEntries(
  ["/api", "/v1", "/v3", "/actuator"].map((path) => [path, { target: ledger, ws: true }]),
);

export default defineConfig({
  plugins: [react(), tailwindcss()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  server: { proxy: proxied },
  preview: { proxy: proxied },
  build: {
    target: "es2022",
    manifest: true,
    // Fonts and images must be files: the content security policy allows fonts from this origin only.
    assetsInlineLimit: 0,
  },
  test: {
    environment: "jsdom",
    setupFiles: ["src/test/setup.ts"],
    testTimeout: 30_000,
    restoreMocks: true,
    unstubGlobals: true,
  },
});
