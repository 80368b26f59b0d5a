/** Runs the recipes of the cookbook, and compares the page with them. */
package dev.parlando.programs.cookbook;
