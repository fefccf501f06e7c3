import { Console } from "./control/console.js";

const icon = new URL(matchMedia("(prefers-color-scheme: dark)").matches ? "ocelli-dark.svg" : "ocelli.svg", import.meta.url).href;
new Console(document.getElementById("app"), icon).start();
