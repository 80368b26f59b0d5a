@NullMarked
package dev.parlando.examples.offline.opus;

import org.jspecify.annotations.NullMarked;
