/** The record of the requests that the offline server has received. */
@NullMarked
package dev.parlando.offline.record;

import org.jspecify.annotations.NullMarked;
