/** The text between a writer and the speech that is generated from it. */
@NullMarked
package dev.parlando.internal.live;

import org.jspecify.annotations.NullMarked;
