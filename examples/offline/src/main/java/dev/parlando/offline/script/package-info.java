/** Scripted answers of the offline service: their content, their delays and their faults. */
@NullMarked
package dev.parlando.offline.script;

import org.jspecify.annotations.NullMarked;
