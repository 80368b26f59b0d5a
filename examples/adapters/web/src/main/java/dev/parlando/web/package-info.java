/** Speech in the responses of servlets. */
@NullMarked
package dev.parlando.web;

import org.jspecify.annotations.NullMarked;
