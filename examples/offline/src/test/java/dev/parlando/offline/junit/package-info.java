/** Tests of the JUnit extension, which use it. */
@org.jspecify.annotations.NullMarked
package dev.parlando.offline.junit;
