package dev.parlando.credentials;

/** Provides the same keys for ever. Immutable. */
record FixedKeyProvider(ApiKeys keys) implements ApiKeyProvider {
    @Override
    public boolean isFixed() {
        return true;
    }
}
