@NullMarked
package dev.parlando.offline.http;

import org.jspecify.annotations.NullMarked;
