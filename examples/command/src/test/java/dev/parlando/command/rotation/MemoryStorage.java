package dev.parlando.command.rotation;

import org.jspecify.annotations.Nullable;

/** An in-memory key file and journal, for tests that run thousands of rotations. */
final class MemoryStorage implements KeyLocation, RotationJournal {
    String text;
    private @Nullable RotationRecord last;

    MemoryStorage(String text) {
        this.text = text;
    }

    @Override
    public KeyFileText read() {
        return KeyFileText.parse(text);
    }

    @Override
    public void write(KeyFileText changed) {
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
