/** The programs of the documentation: one small class per recipe or page, each run by a test. */
@NullMarked
package dev.parlando.programs.cookbook;

import org.jspecify.annotations.NullMarked;
