/** Shows how many requests the account may have running, and who waits for a permit. */
@NullMarked
package dev.parlando.governor;

import org.jspecify.annotations.NullMarked;
