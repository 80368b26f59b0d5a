/** Tests of the meters against the offline server. */
@NullMarked
package dev.parlando.micrometer;

import org.jspecify.annotations.NullMarked;
