@NullMarked
package dev.parlando.programs.broker;

import org.jspecify.annotations.NullMarked;
