/** Events for JDK Flight Recorder (JFR), written while a recording runs; works without JFR. */
@NullMarked
package dev.parlando.internal.jfr;

import org.jspecify.annotations.NullMarked;
