// Writes QR codes; fetched when somebody asks for one. See answers/later.js.
import encodeQR from "qr";
import { ready } from "./answers/later.js";

ready("qr-write", (/** @type {string} */ text) => encodeQR(text, "raw", { ecc: "medium", border: 2 }));
