// The table of variant characters that tools/gen_variants.py makes from Unihan.
#pragma once

namespace anwang::linkage {

extern const char32_t* const kVariantClasses;

}  // namespace anwang::linkage
