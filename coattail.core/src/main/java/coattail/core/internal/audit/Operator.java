// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.audit;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.AccessController;
import java.security.Principal;
import java.util.Optional;
import javax.security.auth.Subject;

/** Who gives the orders on a thread: the user of the JAAS subject with which consoles run their commands. */
final class Operator {
    /** {@code Subject.current()}, from Java 18 on the one that stays; null before. */
    private static final MethodHandle CURRENT = find();

    private Operator() {}

    /** {@code operator} and the user's name; empty on a thread that isn't an operator's. */
    static Optional<String> current() {
        return Optional.ofNullable(subject()).map(subject -> "operator " + name(subject));
    }

    private static String name(Subject subject) {
        // Karaf's principals, by name: a user, and then roles and groups, which are nobody.
        return subject.getPrincipals().stream()
                .filter(principal -> principal.getClass().getSimpleName().startsWith("User"))
                .findFirst()
                .map(Principal::getName)
                .orElse("unnamed");
    }

    @SuppressWarnings("removal") // it is used only where there is nothing else
    private static Subject subject() {
        if (CURRENT == null) {
            return Subject.getSubject(AccessController.getContext());
        }
        try {
            return (Subject) CURRENT.invokeExact();
        } catch (Throwable e) {
            throw new IllegalStateException("Subject.current() throws nothing", e);
        }
    }

    private static MethodHandle find() {
        try {
            return MethodHandles.publicLookup()
                    .findStatic(Subject.class, "current", MethodType.methodType(Subject.class));
        } catch (NoSuchMethodException e) {
            return null; // Java 17
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Subject.current() is public", e);
        }
    }
}
