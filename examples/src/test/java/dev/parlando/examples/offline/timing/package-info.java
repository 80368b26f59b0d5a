@NullMarked
package dev.parlando.examples.offline.timing;

import org.jspecify.annotations.NullMarked;
