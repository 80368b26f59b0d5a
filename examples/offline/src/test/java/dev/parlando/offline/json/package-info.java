@NullMarked
package dev.parlando.offline.json;

import org.jspecify.annotations.NullMarked;
