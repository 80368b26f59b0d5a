/** Tests of the options that configure the engine. */
package dev.parlando.command.engine;
