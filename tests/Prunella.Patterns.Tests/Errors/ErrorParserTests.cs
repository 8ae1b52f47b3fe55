using Prunella.Patterns.Errors;

namespace Prunella.Patterns.Tests.Errors;

public class ErrorParserTests
{
    [Fact]
    public void A_trace_of_dotnet_names_methods_as_they_were_written()
    {
        ErrorEvent error = ErrorParser.Parse("""
            Unhandled exception. System.AggregateException: One or more errors occurred. (no stock)
             ---> Shop.StockException: no stock of sku-41
               at Shop.Cart.<>c__DisplayClass3_0.<<PayAsync>b__1>d.MoveNext() in /src/Cart.cs:line 41
            --- End of stack trace from previous location ---
               at Shop.Repository`1.Load[TKey](TKey key)
               at Shop.Cart.<Total>g__Sum|5_0(Int32[] items) in /src/Cart.cs:line 50
               at Shop.Cart.Walk(Int32[] items)+MoveNext()
               at Shop.Cart..ctor(String name)
               at System.Linq.Enumerable.Last[TSource](IEnumerable`1 source)
               --- End of inner exception stack trace ---
               at System.Threading.Tasks.Task.Wait()
            """);

        Assert.Equal((ErrorPlatform.DotNet, "Shop.StockException", "no stock of sku-41"), (error.Platform, error.Type, error.Message));
        Assert.Equal(
            ["Shop.Cart.PayAsync", "Shop.Repository.Load", "Shop.Cart.Total", "Shop.Cart.Walk", "Shop.Cart..ctor"],
            error.Own.Select(static frame => frame.Name));
        Assert.Equal(("/src/Cart.cs", 41), (error.Frames[0].File, error.Frames[0].Line));
        Assert.Null(error.Frames[1].Line);
        Assert.False(error.Frames[5].InApp);
    }

    [Fact]
    public void An_inner_exception_that_was_never_thrown_has_a_message_and_no_calls()
    {
        ErrorEvent error = ErrorParser.Parse("""
            System.TimeoutException: A task was canceled.
             ---> System.Net.Sockets.SocketException (125): Operation canceled
               --- End of inner exception stack trace ---
               at Shop.Desk.Ask()
            """);

        Assert.Equal(("System.Net.Sockets.SocketException", "Operation canceled"), (error.Type, error.Message));
        Assert.Equal("Ask", Assert.Single(error.Frames).Method);
    }

    [Fact]
    public void A_thrown_exception_is_read_as_its_text_is()
    {
        ErrorEvent error = ErrorParser.Of(Assert.Throws<FormatException>(static () => int.Parse("x", System.Globalization.CultureInfo.InvariantCulture)));

        Assert.Equal((ErrorPlatform.DotNet, "System.FormatException"), (error.Platform, error.Type));
        Assert.Contains(error.Own, static frame => frame.Method == nameof(A_thrown_exception_is_read_as_its_text_is));
    }

    [Fact]
    public void Of_a_chain_of_java_the_last_cause_counts()
    {
        ErrorEvent error = ErrorParser.Parse("""
            12:01 ERROR request failed
            Exception in thread "main" java.lang.RuntimeException: outer
            	at com.acme.Desk$1.run(Desk.java:12)
            	at java.base/java.lang.Thread.run(Thread.java:840)
            Caused by: java.lang.IllegalStateException: inner
            of two lines
            	at com.acme.Store.lambda$load$0(Store.java:77)
            	... 1 more
            """);

        Assert.Equal((ErrorPlatform.Java, "java.lang.IllegalStateException", "inner\nof two lines"), (error.Platform, error.Type, error.Message));
        Assert.Equal(["com.acme.Store.lambda$load", "com.acme.Desk.run"], error.Own.Select(static frame => frame.Name));
        Assert.Equal(77, error.Frames[0].Line);
    }

    [Fact]
    public void A_traceback_of_python_is_turned_round()
    {
        ErrorEvent error = ErrorParser.Parse("""
            Traceback (most recent call last):
              File "/srv/app/main.py", line 9, in <module>
                run()
              File "/srv/app/desk.py", line 4, in run
                json.loads(text)
              File "/usr/lib/python3.11/json/decoder.py", line 355, in raw_decode
                raise JSONDecodeError("Expecting value", s, err.value) from None
            json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)
            """);

        Assert.Equal((ErrorPlatform.Python, "json.decoder.JSONDecodeError", "Expecting value: line 1 column 1 (char 0)"), (error.Platform, error.Type, error.Message));
        Assert.Equal(["desk.run", "main.<module>"], error.Own.Select(static frame => frame.Name));
        Assert.Equal("raw_decode", error.Frames[0].Method);
    }

    [Fact]
    public void A_stack_of_node_is_read_with_and_without_names()
    {
        ErrorEvent error = ErrorParser.Parse("""
            /srv/app/desk.js:4
                throw new TypeError("x");
                ^

            TypeError: Cannot read properties of undefined (reading 'id')
                at Desk.open (/srv/app/desk.js:4:11)
                at async /srv/app/main.js:9:3
                at Module._compile (node:internal/modules/cjs/loader:1364:14)

            Node.js v20.20.0
            """);

        Assert.Equal((ErrorPlatform.Node, "TypeError", "Cannot read properties of undefined (reading 'id')"), (error.Platform, error.Type, error.Message));
        Assert.Equal(["desk.Desk.open", "main.<anonymous>"], error.Own.Select(static frame => frame.Name));
        Assert.Equal(4, error.Frames[0].Line);
    }

    [Fact]
    public void A_panic_of_go_begins_below_the_runtime()
    {
        ErrorEvent error = ErrorParser.Parse("""
            panic: runtime error: index out of range [5] with length 3

            goroutine 1 [running]:
            panic({0x45, 0x46})
            	/usr/lib/go-1.19/src/runtime/panic.go:884 +0x212
            main.(*Desk).open(...)
            	/srv/app/main.go:8
            main.main.func1()
            	/srv/app/main.go:12 +0x1d
            exit status 2
            """);

        Assert.Equal((ErrorPlatform.Go, "runtime.Error", "runtime error: index out of range [5] with length 3"), (error.Platform, error.Type, error.Message));
        Assert.Equal(["main.(*Desk).open", "main.main"], error.Own.Select(static frame => frame.Name));
    }

    [Theory]
    [InlineData("thread 'main' panicked at src/main.rs:4:5:\ncalled `Option::unwrap()` on a `None` value\nnote: run with `RUST_BACKTRACE=1`")]
    [InlineData("thread 'main' (4711) panicked at src/main.rs:4:5:\ncalled `Option::unwrap()` on a `None` value")]
    [InlineData("thread 'main' panicked at 'called `Option::unwrap()` on a `None` value', src/main.rs:4:5")]
    public void A_panic_of_rust_has_its_place_in_each_wording(string text)
    {
        ErrorEvent error = ErrorParser.Parse(text);

        Assert.Equal((ErrorPlatform.Rust, "panic", "called `Option::unwrap()` on a `None` value"), (error.Platform, error.Type, error.Message));
        Assert.Equal(("src/main.rs", 4), (error.Frames[0].File, error.Frames[0].Line));
    }

    [Fact]
    public void A_backtrace_of_rust_is_read_without_closures_and_hashes()
    {
        ErrorEvent error = ErrorParser.Parse("""
            thread 'main' panicked at src/main.rs:4:5:
            boom
            stack backtrace:
               0: rust_begin_unwind
                         at /rustc/abc/library/std/src/panicking.rs:645:5
               1: shop::desk::open::{{closure}}
                         at ./src/desk.rs:4:9
               2: shop::main::h0123456789abcdef
            """);

        Assert.Equal(["shop::desk.open", "shop.main"], error.Own.Select(static frame => frame.Name));
    }

    [Fact]
    public void A_text_without_a_trace_is_its_first_line()
    {
        ErrorEvent error = ErrorParser.Parse("\nnpm ERR! code E404\nmore");

        Assert.Equal((ErrorPlatform.Unknown, "", "npm ERR! code E404"), (error.Platform, error.Type, error.Message));
        Assert.Empty(error.Frames);
    }

    [Fact]
    public void A_long_hostile_line_is_gone_through_once() // the square of its length would take many seconds
    {
        ErrorEvent error = ErrorParser.Parse($"Shop.StockException: none\n   at Shop.Cart.Add({new string('a', 50_000)}) b c\n   at Shop.Cart.Pay()");

        Assert.Equal("Shop.Cart.Pay", Assert.Single(error.Frames).Name);
    }
}
