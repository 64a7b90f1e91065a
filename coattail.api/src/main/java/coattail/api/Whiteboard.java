// SPDX-License-Identifier: Apache-2.0
package coattail.api;

/** Names of the service properties that describe an action or a receiver; the annotations of this package set them. */
public final class Whiteboard {
    /**
     * The action's name: 1 to 64 of {@code A-Z a-z 0-9 space . _ -}, beginning with a letter or digit, not ending with
     * a space.
     */
    public static final String ACTION_NAME = "coattail.action.name";
    /** The receiver's name, formed as an action's. */
    public static final String RECEIVER_NAME = "coattail.receiver.name";
    /** Names that the service publishes under without offering them as actions: a string or an array of strings. */
    public static final String PUBLISHES = "coattail.publishes";
    /** What the service does, for people. */
    public static final String DESCRIPTION = "coattail.description";
    /** How many calls may run at once: an integer from 1 up. */
    public static final String CONCURRENCY = "coattail.concurrency";
    /** The input's class, as {@link Class} or its name, where the implementing class doesn't tell it. */
    public static final String ACTION_INPUT = "coattail.action.input";
    /** The output's class, as {@link Class} or its name, where the implementing class doesn't tell it. */
    public static final String ACTION_OUTPUT = "coattail.action.output";
    /** The event's class, as {@link Class} or its name, where the implementing class doesn't tell it. */
    public static final String RECEIVER_EVENT = "coattail.receiver.event";

    private Whiteboard() {}
}
