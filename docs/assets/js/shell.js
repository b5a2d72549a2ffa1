// What every page runs. The guide reads well without any of it.
import { colours } from "./shell/colours.js";
import { contents } from "./shell/contents.js";
import { copy } from "./shell/copy.js";
import { folds } from "./shell/folds.js";
import { menu } from "./shell/menu.js";
import { prefetch } from "./shell/prefetch.js";
import { print } from "./shell/print.js";
import { saving } from "./shell/saving.js";
import { search } from "./shell/search.js";

menu();
colours();
contents();
folds();
copy();
print();
prefetch();
search();
saving();
