/** A program that speaks; as a user's module. */
module spoken {
    requires dev.parlando.audio;
}
