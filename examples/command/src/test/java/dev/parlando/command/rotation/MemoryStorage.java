package dev.parlando.command.rotation;

import org.jspecify.annotations.Nullable;

/** Is a key file and its journal in memory, for tests that run a rotation some thousand times. */
final class MemoryStorage implements KeyPlace, Journal {
    String text;
    private @Nullable RotationRecord last;

    MemoryStorage(String text) {
        this.text = text;
    }

    @Override
    public KeyText read() {
        return KeyText.parse(text);
    }

    @Override
    public void write(KeyText changed) {
        text = changed.reveal();
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public @Nullable RotationRecord last() {
        return last;
    }

    @Override
    public void write(RotationRecord entry) {
        last = entry.step() == RotationRecord.Step.DONE ? null : entry;
    }
}
