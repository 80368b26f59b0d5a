@NullMarked
package dev.parlando.offline.limits;

import org.jspecify.annotations.NullMarked;
