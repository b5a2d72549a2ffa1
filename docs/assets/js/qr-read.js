// Reads QR codes from pictures; fetched when somebody turns the camera on. See answers/later.js.
import decodeQR from "qr/decode.js";
import { ready } from "./answers/later.js";

ready("qr-read", (/** @type {ImageData} */ picture) => {
  try {
    return decodeQR(picture);
  } catch {
    return ""; // no code in this picture
  }
});
