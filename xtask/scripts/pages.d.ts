interface Window {
  /** The look that goes on: look.js. */
  petaLook: object;
}
