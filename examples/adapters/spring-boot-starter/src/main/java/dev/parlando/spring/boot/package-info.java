/** Auto-configuration of the speech engine for Spring Boot 3.5 and 4. */
@NullMarked
package dev.parlando.spring.boot;

import org.jspecify.annotations.NullMarked;
