@NullMarked
package dev.parlando.offline.account;

import org.jspecify.annotations.NullMarked;
