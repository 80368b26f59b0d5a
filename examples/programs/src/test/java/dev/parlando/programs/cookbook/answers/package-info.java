/** Tests that run the recipes for live text with the libraries that they name. */
package dev.parlando.programs.cookbook.answers;
