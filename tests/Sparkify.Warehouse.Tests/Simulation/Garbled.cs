using System.Text;

namespace Sparkify.Warehouse.Tests.Simulated;

/// <summary>A second, independent implementation of the text repair of R6.</summary>
static class Garbled
{
    static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    internal static string Repair(string text)
    {
        while (text.All(c => c <= '\u00ff') && text.Any(c => c >= '\u0080'))
        {
            try
            {
                text = Strict.GetString(Encoding.Latin1.GetBytes(text));
            }
            catch (DecoderFallbackException)
            {
                return text;
            }
        }

        return text;
    }
}
