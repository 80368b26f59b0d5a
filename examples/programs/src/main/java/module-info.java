/** One program for each question of a user. */
module dev.parlando.programs {
    requires transitive dev.parlando;
    requires transitive dev.parlando.audio;
    requires transitive java.desktop;
    requires jdk.httpserver;
    requires static com.google.errorprone.annotations;
    requires static org.jspecify;

    exports dev.parlando.programs.assistant;
    exports dev.parlando.programs.broker;
    exports dev.parlando.programs.game;
}
