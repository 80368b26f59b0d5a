/** Tests that cover all examples. */
package dev.parlando.programs;
