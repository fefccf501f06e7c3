import { showShared } from "./control/shared.js";

const icon = new URL(matchMedia("(prefers-color-scheme: dark)").matches ? "ocelli-dark.svg" : "ocelli.svg", import.meta.url).href;
showShared(document.getElementById("app"), icon);
