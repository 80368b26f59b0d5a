/** Tests of the assistant, on a virtual device. */
package dev.parlando.programs.assistant;
