using System.Text;

namespace Sparkify.Warehouse.Tests.Simulated;

/// <summary>The text repair of R6, written down once more without looking at the product's.</summary>
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
