/** Tests of the static site. */
@NullMarked
package dev.parlando.site;

import org.jspecify.annotations.NullMarked;
