@NullMarked
package dev.parlando.examples.broker;

import org.jspecify.annotations.NullMarked;
