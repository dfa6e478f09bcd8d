/** What wasm-bindgen puts before a worker's script. */
declare const wasm_bindgen: any;

/** What the server puts into sw.js (crates/server/src/offline.rs). */
declare const SITE: {
  version: string;
  shells: { path: string; pages: string[]; under?: string; files: string[]; patience: number }[];
  data: string[];
  more: string[];
};

// Globals of a service worker, which the library declares for its own scope only.
declare const clients: Clients;
declare const registration: ServiceWorkerRegistration;
declare function skipWaiting(): Promise<void>;
declare function addEventListener(
  name: "install" | "activate",
  listener: (event: ExtendableEvent) => void,
): void;
declare function addEventListener(
  name: "message",
  listener: (event: ExtendableMessageEvent) => void,
): void;
declare function addEventListener(name: "fetch", listener: (event: FetchEvent) => void): void;

interface WorkerNavigator {
  readonly connection?: { readonly saveData: boolean };
}
