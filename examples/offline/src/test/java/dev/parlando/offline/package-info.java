@NullMarked
package dev.parlando.offline;

import org.jspecify.annotations.NullMarked;
