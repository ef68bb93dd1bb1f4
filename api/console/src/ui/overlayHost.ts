/** Where what floats over a page is put: inside its content, which assistive technology looks through. */
export function overlayHost(): HTMLElement | null {
  return document.getElementById("content");
}
