@NullMarked
package dev.parlando.examples.offline;

import org.jspecify.annotations.NullMarked;
