"""Why a supplier's file is not taken."""

from erp.core.refusal import Refusal
from erp.core.words import N_


class FileIsNoInvoice(Refusal):
    message = N_(
        "Ce fichier n'est pas une facture que nous lisons : déposez un PDF Factur-X, ou le XML CII "
        "ou UBL."
    )


class PdfHasNoXml(Refusal):
    message = N_(
        "Ce PDF ne porte pas de factur-x.xml : c'est une image de facture. Demandez au fournisseur "
        "la facture électronique."
    )


class PdfIsNotReadable(Refusal):
    message = N_("Ce PDF est abîmé ou protégé : demandez-en un autre au fournisseur.")


class FileIsTooHeavy(Refusal):
    message = N_("Ce fichier dépasse 20 Mo, ou son XML 5 Mo : demandez-en un plus léger.")


class InvoiceSaysTooLittle(Refusal):
    message = N_("Il manque dans ce fichier : %(what)s. Demandez au fournisseur de le corriger.")


class SupplierInvoiceIsKnown(Refusal):
    message = N_("%(supplier)s a déjà envoyé la facture %(number)s : elle est classée.")


class RefusalNeedsReason(Refusal):
    message = N_("Choisissez un motif de refus : il est transmis au fournisseur.")


class InvoiceIsNoPicture(Refusal):
    message = N_("Déposez la facture telle qu'elle est venue : un PDF, ou sa photo en JPG ou PNG.")


class SupplierIsAtHome(Refusal):
    message = N_(
        "Ce fournisseur compte comme établi en France : demandez-lui sa facture électronique, puis "
        "déposez-la."
    )


class SupplierHasNoVatNumber(Refusal):
    message = N_(
        "Un fournisseur de l'Union a un numéro de TVA qui commence par %(start)s : recopiez-le de "
        "sa facture."
    )


class GoodsPassCustoms(Refusal):
    message = N_(
        "Des biens qui viennent de hors de l'Union passent la douane, qui les déclare : laissez "
        "leur montant vide."
    )


class NothingBought(Refusal):
    message = N_("Tapez le montant HT des biens, des services, ou des deux.")
