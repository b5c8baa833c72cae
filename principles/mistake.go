package principles

import "workbench/campaign/sheet"

// Mistake is one thing that is wrong in a file of a pack, with the place where it is mended. Its Error is
// "file:line: what is wrong and how to mend it".
type Mistake = sheet.Mistake
