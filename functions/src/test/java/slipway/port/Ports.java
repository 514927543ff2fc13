package slipway.port;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Stands in front of ports, and has a hand in every call of them. */
public abstract class Ports {

    /** What a call does. */
    @FunctionalInterface
    protected interface Effect {
        Object happen() throws Throwable;
    }

    public final <T> T inFrontOf(Class<T> type, T port) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) ->
                        call(type.getSimpleName() + "." + method.getName(), () -> happen(port, method, arguments))));
    }

    protected abstract Object call(String name, Effect effect) throws Throwable;

    private static Object happen(Object port, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(port, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
