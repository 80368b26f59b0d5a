/** Tests that run the recipes of the cookbook and compare the page with their sources. */
package dev.parlando.programs.cookbook;
