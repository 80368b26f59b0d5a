/** Takes apart answers that hold audio and the times of its characters. */
@NullMarked
package dev.parlando.internal.timing;

import org.jspecify.annotations.NullMarked;
