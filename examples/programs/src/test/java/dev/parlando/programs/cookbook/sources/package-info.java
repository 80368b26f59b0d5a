/** Tests of the recipes for sources of speech. */
@NullMarked
package dev.parlando.programs.cookbook.sources;

import org.jspecify.annotations.NullMarked;
