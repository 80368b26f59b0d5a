@NullMarked
package dev.parlando.offline.synthesis;

import org.jspecify.annotations.NullMarked;
